"""The sample city's photographs: drawn, never taken, so nobody is in them."""
