"""The pages and the widget as browsers show them: usable, fitting, closed to foreign sites."""
