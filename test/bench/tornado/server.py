"""
The page of the city a player is in, as app/cities.ts shows it, on Tornado and sqlite3: the same statements (given in the
order ours runs them), the same rules, the same markup. Of what it shows it keeps in memory what ours keeps when that
holds no rows: how each city is drawn, texts as HTML, templates. Asked for in the bench alone, so it has no other page.

server.py FOLDER DATABASE STATIC: FOLDER holds statements.json and posters.json; prints its port when it listens.
"""

import asyncio
import base64
import hashlib
import json
import sqlite3
import sys
import time
import uuid
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.template import Loader
from tornado.web import Application, HTTPError, RequestHandler

import rules

folder, database, static = map(Path, sys.argv[1:])

# In the order ours runs them.
SESSION, CITY, WALL, PHOTOS, TEXTS, AMBASSADORS, FRIENDS, WORKS, OFFERS, OPEN_JOB, STAY, VISITS, CITIES = json.loads(
    (folder / "statements.json").read_text()
)
# What a city looks like never changes: ours has drawn it, and only the sun is put in here.
POSTERS = json.loads((folder / "posters.json").read_text())

WORDS = {name: word for name, word in vars(rules).items() if not name.startswith("_")}
ON_THE_WALL = 8
NEWEST = 2**53 - 1

db = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
db.row_factory = sqlite3.Row


def rows(statement, *parameters):
    return db.execute(statement, parameters).fetchall()


def first(statement, *parameters):
    return db.execute(statement, parameters).fetchone()


def asset_urls():
    files = (path for path in static.rglob("*") if path.is_file())
    hashed = ((str(path.relative_to(static)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return {path: f"/static/{path}?v={digest[:10]}" for path, digest in hashed}


class CityHandler(RequestHandler):
    def set_default_headers(self):
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Request-Id", str(uuid.uuid4()))

    def compute_etag(self):
        """A page that is never stored needs none."""

    def get(self, slug):
        db.execute("begin")
        try:
            self.show(slug, int(time.time() * 1000))
        finally:
            db.execute("commit")

    def show(self, slug, now):
        token = self.get_cookie("session", "")
        visitor = first(SESSION, hashlib.sha256(token.encode()).hexdigest())
        if not visitor or not rules.holds(visitor, now):
            raise HTTPError(403)
        city = first(CITY, slug)
        if not city or not city["country"] or city["id"] != visitor["city_id"]:
            raise HTTPError(404)
        self.render("city.html", now=now, visitor=visitor, csrf=csrf_token(token), city=city, **facts(city, visitor, now))


def csrf_token(token):
    digest = hashlib.sha256(f"csrf {token}".encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def facts(city, visitor, now):
    player, here = visitor["id"], city["id"]
    wall = rows(WALL, here, NEWEST, ON_THE_WALL + 1)
    # No city of the starter world has a photo, so there is no markup for them; with one the page would differ.
    rows(PHOTOS, here)
    texts = {row["kind"]: row["body"] for row in rows(TEXTS, city["slug"], city["country"])}
    ambassadors = rows(AMBASSADORS, city["country"])
    friends = rows(FRIENDS, player, here)
    done = rows(WORKS, player, player, here)
    offers = rules.job_offers(rows(OFFERS, here), done, visitor["clock"] == 1)
    job = first(OPEN_JOB, player)
    stay = first(STAY, player, here, player)
    times = {visit["city_id"]: visit["times"] for visit in rows(VISITS, player)}
    cities = rows(CITIES)
    return {
        "wall": wall[:ON_THE_WALL],
        "older": wall[ON_THE_WALL - 1]["id"] if len(wall) > ON_THE_WALL else None,
        "texts": texts,
        "ambassadors": ambassadors,
        "friends": friends,
        "offers": offers,
        "earned": sum(one["coins"] for one in done),
        "open_job": job if job and now - job["started_at"] < 24 * rules.HOUR_MS else None,
        "tickets": rules.next_tickets(city, cities, times, visitor),
        "day": 1 + stay["n"],
        "poster": POSTERS[city["slug"]],
        "sun": rules.sun_over(city, now),
    }


async def main():
    application = Application(
        [(r"/cities/([^/]+)", CityHandler)],
        template_loader=Loader(str(Path(__file__).parent / "templates"), namespace={"asset": asset_urls(), **WORDS}),
        log_function=lambda handler: None,
    )
    sockets = bind_sockets(0, "127.0.0.1")
    HTTPServer(application).add_sockets(sockets)
    # Ends with whoever started it.
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, ended.set)
    print(sockets[0].getsockname()[1], flush=True)
    await ended.wait()


asyncio.run(main())
