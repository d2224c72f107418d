"""Features, kernel regression and calibration; no SQL."""
