"""What the public may see: one frozen view a kind of thing, each field named here and nothing else let out.

Addresses are relative to the site's root and end in `/` (`homes/chaoyang/zaoying-beili/`); pages turn them into
relative links. Prose fields hold Markdown source; a page renders them. Photos are named by `key`, the path in the
content folder, under which the media room offers a `Picture`.
"""

from generator.public.views.city import (
    CityView,
    DistrictHead,
    DistrictTile,
    DistrictView,
    ExportedFile,
    HotlineView,
    LevelView,
    LicenceView,
    QuietView,
    Site,
    StreetView,
)
from generator.public.views.common import Link, PhotoView, Picture, Variant
from generator.public.views.home import (
    OPEN_END,
    BadgeView,
    ClosureView,
    ContactView,
    HaveView,
    HomeView,
    HoursLine,
    Neighbour,
    OfficeView,
    Point,
    RegulationView,
    ServiceView,
    StaffView,
    TeamView,
    VenueView,
)
from generator.public.views.stories import (
    ActivityView,
    BrandView,
    FactsView,
    FamilyView,
    FeatureView,
    MentionView,
    NewsView,
)

__all__ = [
    "OPEN_END",
    "ActivityView",
    "BadgeView",
    "BrandView",
    "CityView",
    "ClosureView",
    "ContactView",
    "DistrictHead",
    "DistrictTile",
    "DistrictView",
    "ExportedFile",
    "FactsView",
    "FamilyView",
    "FeatureView",
    "HaveView",
    "HomeView",
    "HotlineView",
    "HoursLine",
    "LevelView",
    "LicenceView",
    "Link",
    "MentionView",
    "Neighbour",
    "NewsView",
    "OfficeView",
    "PhotoView",
    "Picture",
    "Point",
    "QuietView",
    "RegulationView",
    "ServiceView",
    "Site",
    "StaffView",
    "StreetView",
    "TeamView",
    "Variant",
    "VenueView",
]
