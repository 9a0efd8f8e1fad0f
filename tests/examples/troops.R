# How firm are the promises of troops for Ukraine, by country? Run it inside the folder of an export: Rscript troops.R
table <- function(name) read.csv(file.path("csv", paste0(name, ".csv")), na.strings = "", encoding = "UTF-8")
pledge <- table("pledge")
party <- table("party")
actor <- table("actor")

ended <- c("expired", "never-materialised", "superseded", "suspended", "withdrawn")
pledge <- subset(pledge, type == "troop-deployment" & beneficiary %in% "UKR" & voice == "own" &
                   attribution %in% c("individual", "each") & !status %in% ended)
party <- subset(party, !role %in% c("attendee", "beneficiary", "host"), c("commitment_id", "actor"))
state <- subset(actor, kind == "state", c("id", "name"))
said <- merge(merge(pledge, unique(party), by.x = "id", by.y = "commitment_id"), state, by.x = "actor", by.y = "id")
said$records <- ave(said$strength_rank, said$name, FUN = length)

said <- said[order(-said$strength_rank, said$id, method = "radix"), ]
firmest <- said[!duplicated(said$name), ]
answer <- firmest[order(-firmest$strength_rank, firmest$name, method = "radix"), ]
answer <- data.frame(country = answer$name, answer[c("strength_label", "hangs_on", "records")])
write.table(answer, sep = "\t", quote = FALSE, row.names = FALSE, na = "")
