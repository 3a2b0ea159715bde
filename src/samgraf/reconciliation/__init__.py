"""The Reconciliation Service API 0.2 over actors, goals and insatser: what may be matched, how, and the answers in its form.

https://reconciliation-api.github.io/specs/0.2/, read 2026-11-28. Nothing here knows HTTP; `web/` serves it.
"""
