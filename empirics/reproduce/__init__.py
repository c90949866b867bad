"""The cells of table 1 on a bare GPU machine: ``python -m empirics.reproduce --out OUT --seconds 570``.

Each stage is a process of its own, and one archive, ``OUT/reproduce.tar.gz``, is whole at any moment. The findings of a
stage are in its ``STAGE.json``, its output in ``STAGE.log``, and runs are in ``runs``.
"""
