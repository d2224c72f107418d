"""Features, kernel regression and calibration."""
