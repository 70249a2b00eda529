"""The ASGI service that terminals speak to (docs/hall-api.md)."""
