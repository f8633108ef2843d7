"""The rules of shared/rules that the page of a city goes by, and the words of shared/web/views.ts."""

import math
import re
from datetime import datetime, timezone
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tornado.escape import xhtml_escape

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
SESSION_IDLE_MS = {"player": 365 * DAY_MS}
STAFF_IDLE_MS = DAY_MS // 2


def half_up(number):
    return math.floor(number + 0.5)


def tenth(number):
    """One decimal, and none where it is 0: numbers are written as in JavaScript."""
    rounded = half_up(number * 10) / 10
    return int(rounded) if rounded.is_integer() else rounded


def holds(session, now):
    return now - session["seen_at"] < SESSION_IDLE_MS.get(session["role"], STAFF_IDLE_MS)


# Jobs

JOB_SIZE = 10


def expected_pay(value, timed):
    speed = 1.6 if timed else 1
    return half_up((100 * JOB_SIZE * 0.7 * value * speed * 2) / (JOB_SIZE * 5) / 5) * 5


def expected_minutes(seconds):
    return max(1, half_up(JOB_SIZE * (0.4 * seconds + 8) / 60))


def job_offers(rows, done, timed):
    """The jobs of a city, the one to take next first; with what the player did of each."""
    works = {one["slug"]: one for one in done}
    offers = []
    for row in rows:
        if row["questions"] < JOB_SIZE:
            continue
        offer = dict(row, times=0)
        offer["expected"] = expected_pay(row["value"], timed)
        offer["minutes"] = expected_minutes(row["seconds"])
        if row["slug"] in works:
            offer.update(works[row["slug"]])
        offers.append(offer)
    if offers:
        best = min(offers, key=lambda offer: (offer["times"], -offer["expected"]))
        offers.remove(best)
        offers.insert(0, best)
    return offers


# Tickets

NOMANSLAND = "nomansland"
MOON = "moon"
MOON_FARE = 1_000_000
MOON_MILES = 238_857


class Ticket(NamedTuple):
    fare: int
    name: str
    slug: str
    miles: int
    locked: bool
    seen: bool
    affordable: bool


def miles_from(here):
    """How far a city is: what all ways share is worked out once."""
    lat, lng, cos_lat = math.radians(here["lat"]), here["lng"], math.cos(math.radians(here["lat"]))

    def miles(city):
        to_lat = math.radians(city["lat"])
        across = math.sin(math.radians(city["lng"] - lng) / 2)
        h = math.sin((to_lat - lat) / 2) ** 2 + cos_lat * math.cos(to_lat) * across * across
        return math.floor(2 * 6371.0088 * math.asin(min(1, math.sqrt(h))) / 1.609344 + 0.5)

    return miles


def next_tickets(here, cities, times, player, most=3):
    """Of all tickets from here, cheapest first, those that make one want to go on. `times`: how often the player was where."""
    miles_to = miles_from(here)
    here_id, coins, opened = here["id"], player["coins"], bool(player["email"])
    tickets = []
    for city in cities:
        slug = city["slug"]
        if city["id"] == here_id or slug == NOMANSLAND:
            continue
        if slug == MOON:
            miles, fare = MOON_MILES, MOON_FARE
        else:
            miles = miles_to(city)
            fare = math.floor(100 + 0.08 * miles + 0.5)
        locked = not opened and city["locked"] == 1
        affordable = not locked and fare <= coins
        tickets.append(Ticket(fare, city["name"], slug, miles, locked, city["id"] in times, affordable))
    tickets.sort()
    unlocked = [ticket for ticket in tickets if not ticket.locked]
    within = [ticket for ticket in unlocked if not ticket.seen and ticket.affordable]
    beyond = [ticket for ticket in unlocked if not ticket.seen and not ticket.affordable]
    seen = [ticket for ticket in unlocked if ticket.seen]
    return (within[: most - (1 if beyond else 0)] + beyond + seen)[:most]


# Daylight


def sun_over(city, now):
    """Where the sun stands on a poster, and what light it gives."""
    year = datetime.fromtimestamp(now / 1000, timezone.utc).year
    day = now // DAY_MS - (datetime(year, 1, 1, tzinfo=timezone.utc).timestamp() * 1000 // DAY_MS - 1)
    declination = math.radians(-23.44) * math.cos(2 * math.pi * (day + 10) / 365.25)
    hour_angle = (360 * (now % DAY_MS / DAY_MS) + city["lng"]) % 360 - 180
    lat = math.radians(city["lat"])
    sine = math.sin(lat) * math.sin(declination)
    sine += math.cos(lat) * math.cos(declination) * math.cos(math.radians(hour_angle))
    altitude = math.degrees(math.asin(sine))
    light = "day" if altitude > 8 else "night" if altitude < -8 else "dawn" if hour_angle < 0 else "dusk"
    return {"x": tenth(880 + hour_angle * 2.6), "y": tenth(max(112, 292 - altitude * 3.2)), "light": light}


# Words


def number(n):
    return f"{n:,}"


def distance(miles, units):
    return f"{half_up(miles * 1.609344 if units == 'km' else miles):,} {units}"


def people(n):
    return f"{half_up(n / 100_000) / 10:.1f} million" if n >= 1_000_000 else f"{n:,}"


def utc(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc)


def iso(ms):
    return f"{utc(ms):%Y-%m-%dT%H:%M:%S}.{ms % 1000:03}Z"


def date(ms):
    at = utc(ms)
    return f"{at:%b} {at.day}, {at.year}"


def date_time(ms):
    at = utc(ms)
    return f"{date(ms)}, {at.hour % 12 or 12}:{at:%M %p} UTC"


def ago(ms, now):
    minutes = (now - ms) // 60_000
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return counted(minutes, "minute")
    if minutes < 1440:
        return counted(minutes // 60, "hour")
    if minutes < 2 * 1440:
        return "yesterday"
    if minutes < 7 * 1440:
        return counted(minutes // 1440, "day")
    return date(ms)


def counted(n, unit):
    return f"{n} {unit}{'' if n == 1 else 's'} ago"


def local_time(ms, zone):
    return f"{datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)):%A %H:%M}"


def truncate(text, length):
    if len(text) <= length:
        return text
    end = text.rfind(" ", 0, length + 1)
    return text[: length if end == -1 else end] + "..."


def encoded(text):
    return quote(text, safe="!'()*~")


EMPHASIS = re.compile(r"\*([^*]+)\*")


@lru_cache(maxsize=500)
def prose(text):
    """Markdown, as far as the starter texts go: paragraphs with words in italics. What was shown of late is kept, as ours is."""
    paragraphs = (EMPHASIS.sub(r"<em>\1</em>", xhtml_escape(one)) for one in text.split("\n\n"))
    return "".join(f"<p>{one}</p>" for one in paragraphs)
