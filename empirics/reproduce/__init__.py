"""Table 1 on a bare GPU machine in minutes: ``python -m empirics.reproduce --out OUT --seconds 570``.

Stages, each in a process of its own, and one archive that is whole at any moment. What a stage finds is in
``OUT/STAGE.json``, what it prints in ``OUT/STAGE.log``; runs are in ``OUT/runs``.
"""
