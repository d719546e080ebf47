"""`python -m dictation_app` is the same as `dictation-app`."""

import sys

from dictation_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
