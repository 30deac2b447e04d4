"""A static site for every Women's Home (妇女之家) of a city, made from folders of data."""

__version__ = "0.1.0"
