"""What every message of the wire is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

HexDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
HexId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
TerminalId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{3,40}$")]


class WireModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
