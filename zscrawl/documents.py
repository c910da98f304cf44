"""An archived article as the index sees it."""

from __future__ import annotations

from archive import StoredArticle
from search import Document
from zscrawl.items import Facts


def as_document(stored: StoredArticle, facts: Facts | None) -> Document:
    """What is searched of ``stored``: its text with the posts of a thread, and what its facts name.

    Places are those that the article promotes, by name and by the adcodes of the place and all above it.
    """
    article = stored.article
    replies = [post.body for post in article.posts if post.floor != 1]
    return Document(
        uid=stored.uid,
        title=article.title or "",
        body="\n".join([article.body, *replies]),
        author=" ".join(article.authors),
        origin=article.origin or "",
        source=stored.source,
        family=article.family,
        places=_places(facts),
        section=article.section or "",
        published_at=article.published_at,
        url=article.url,
        kind=article.kind,
        relevant=facts.relevant if facts else None,
        amounts=_amounts(facts),
        stages=tuple(dict.fromkeys(p.stage for p in facts.projects if p.stage)) if facts else (),
        cluster=stored.cluster,
    )


def _places(facts: Facts | None) -> tuple[str, ...]:
    names: list[str] = []
    for place in facts.places if facts else ():
        if place.role == "subject":
            names.append(place.name)
            if place.adcode:
                # GB/T 2260: two digits each for province, city, county.
                names += [place.adcode, place.adcode[:4] + "00", place.adcode[:2] + "0000"]
    return tuple(dict.fromkeys(names))


def _amounts(facts: Facts | None) -> tuple[int, ...]:
    """Every amount in yuan that the article states of a project or of a set of projects."""
    if facts is None:
        return ()
    amounts = [project.amount_cny for project in facts.projects]
    amounts += [figure.value_cny for figure in facts.figures]
    return tuple(dict.fromkeys(amount for amount in amounts if amount))
