"""A build after an edit of a few products: only what they touch is read, made and written.

``edit`` is all of it in its order. ``touched`` says which products it is about, ``reading`` what has become of each. What shows
them, ``shelves``, ``pages`` and ``pictures`` find; ``released`` has the release and the listing. ``known`` is what the last build
left, read piece by piece, and ``register`` the one piece that tells of all products; ``memory`` is what this build leaves.
"""
