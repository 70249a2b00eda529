"""A process that speaks the supervisor's lines and does what the test tells it in its arguments."""

import json
import os
import sys
import threading
from pathlib import Path


def say(word: str, **fields: object) -> None:
    print(json.dumps({"say": word, **fields}), flush=True)


def main() -> None:
    role, journal = sys.argv[1], Path(sys.argv[2])
    flags = set(sys.argv[3:])
    note = {"role": role, "pid": os.getpid(), "scratch": os.environ["TMPDIR"]}
    if "refuse" in flags:
        sys.exit(2)
    if "fail" in flags:
        sys.exit(70)
    Path(os.environ["TMPDIR"], "readable.txt").write_text("CANARY", encoding="utf-8")
    say("ready")
    stop_heart = threading.Event()

    def beat() -> None:
        while not stop_heart.wait(0.1):
            say("alive", in_session=False, mebibytes=900 if "large" in flags else 10)

    for line in sys.stdin:
        message = json.loads(line)
        order = message["do"]
        with journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**note, **message, "order": order}) + "\n")
        match order:
            case "go":
                if "silent" not in flags:
                    threading.Thread(target=beat, daemon=True).start()
                say("serving")
                if "power-low" in flags:
                    say("power-low")
            case "stop" | "retire":
                return
    stop_heart.set()


main()
