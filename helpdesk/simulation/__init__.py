"""The demo's past: ninety days of a shop, played through the desk's own services."""
