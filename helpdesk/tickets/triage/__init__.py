"""Where a request belongs, predicted from what this desk decided before."""
