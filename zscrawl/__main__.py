"""``python -m zscrawl`` is the same as ``zscrawl``."""

from zscrawl.cli import main

if __name__ == "__main__":
    main()
