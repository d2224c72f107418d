"""Heed runs from its checkout: a wheel would lack what `make setup` makes, so none is built."""

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel

WHY = (
    "Heed runs from a checkout, where `make setup` makes its two environments, its pages and its "
    "widget; a wheel would hold none of them. Clone the repository and run `make run`."
)


class NoWheel(bdist_wheel):
    """Refuses to build; an editable install, which only points to the checkout, does not run it."""

    def run(self) -> None:
        """End with the reason in place of a wheel."""
        raise SystemExit(WHY)


setup(cmdclass={"bdist_wheel": NoWheel})
