"""Device trouble: the one family of exceptions a driver may raise. flows/runner turns it into outcomes."""


class DeviceError(Exception):
    """Base of all device trouble."""


class UnavailableError(DeviceError):
    """The device cannot be reached now; trying again later may help."""


class TakenError(UnavailableError):
    """Another program has the port open."""


class AbsentError(UnavailableError):
    """Nothing is at the port: unplugged, switched off, or the settings name the wrong place."""


class NotFittedError(AbsentError):
    """This terminal does not have what the device needs: it is not a device that was unplugged."""


class ReplyError(DeviceError):
    """The device answered with bytes that make no sense, also after resynchronising."""


class FaultError(DeviceError):
    """The device answered and said that it is broken; trying again does not help."""


class AccessError(FaultError):
    """This program may not open the port; somebody has to give it the right."""
