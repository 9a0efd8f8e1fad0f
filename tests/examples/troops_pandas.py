"""How firm are the promises of troops for Ukraine, by country? Run it inside the folder of an export."""

import sys

import pandas as pd

ENDED = ["expired", "never-materialised", "superseded", "suspended", "withdrawn"]
pledge, party, actor = (pd.read_parquet(f"parquet/{table}") for table in ("pledge", "party", "actor"))
pledge = pledge[
    (pledge["type"] == "troop-deployment") & (pledge["beneficiary"] == "UKR") & (pledge["voice"] == "own")
    & pledge["attribution"].isin(["individual", "each"]) & ~pledge["status"].isin(ENDED)
]  # fmt: skip
party = party[~party["role"].isin(["attendee", "beneficiary", "host"])].drop_duplicates(["commitment_id", "actor"])
state = actor.loc[actor["kind"] == "state", ["id", "name"]].rename(columns={"id": "actor", "name": "country"})
said = pledge.merge(party, left_on="id", right_on="commitment_id").merge(state, on="actor")
said["records"] = said.groupby("country")["id"].transform("size")
firmest = said.sort_values(["strength_rank", "id"], ascending=[False, True]).drop_duplicates("country")
answer = firmest.sort_values(["strength_rank", "country"], ascending=[False, True])
answer[["country", "strength_label", "hangs_on", "records"]].to_csv(sys.stdout, sep="\t", index=False)
