"""What does the site look like? Makes the pictures of the README from a running demo.

    python3 manage.py demo --port 8001 &
    .venv/bin/python docs/images/make.py http://localhost:8001

Needs the development requirements and a Chromium on the PATH (``python3 bootstrap.py --dev``).
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = {
    "map": ("/#5/33.5/43.5", {"width": 1280, "height": 800}),
    "incident": ("/incidents/iq-2022-01-13-us-embassy/", {"width": 1280, "height": 800}),
    "phone": ("/incidents/iq-2022-01-13-us-embassy/", {"width": 390, "height": 844}),
}


def take(page: Page, name: str, address: str) -> None:
    """Waits until the page has fetched all it wants, then writes NAME.png beside this file."""
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)  # the map draws its tiles after the last answer
    page.screenshot(path=HERE / f"{name}.png")


def main(site: str) -> None:
    """All pictures, one after the other."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, size) in PICTURES.items():
            page = browser.new_page(viewport=size)
            take(page, name, site.rstrip("/") + path)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
