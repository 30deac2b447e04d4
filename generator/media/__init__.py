"""Pictures: photos in a few sizes on a fresh canvas, badges drawn as SVG."""
