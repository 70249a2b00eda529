"""Device trouble: the one family of exceptions a driver may raise. flows/runner turns it into outcomes."""


class DeviceError(Exception):
    """Base of all device trouble."""


class UnavailableError(DeviceError):
    """The device cannot be reached now; trying again later may help."""


class ReplyError(DeviceError):
    """The device answered with bytes that make no sense, also after resynchronising."""


class FaultError(DeviceError):
    """The device answered and said that it is broken; trying again does not help."""
