"""How the commands of `kiosk` read their arguments: what is wrong is one line, the usage is what --help is for."""

import argparse
from typing import NoReturn

WRONG = 2


class CommandLine(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message}\n")
