"""The windows: the only folder that imports Qt."""
