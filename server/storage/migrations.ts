import type { Migration } from "kysely/migration";
import { draftSnapshot } from "./migrations/draftSnapshot.ts";
import { clauseWordings } from "./migrations/clauseWordings.ts";
import { filedAnswers } from "./migrations/filedAnswers.ts";
import { filedBytes } from "./migrations/filedBytes.ts";
import { checksAndSessions } from "./migrations/checksAndSessions.ts";
import { first } from "./migrations/first.ts";
import { keyFingerprint } from "./migrations/keyFingerprint.ts";
import { marksOfCases } from "./migrations/marksOfCases.ts";
import { openRooms } from "./migrations/openRooms.ts";
import { ownPhone } from "./migrations/ownPhone.ts";
import { proofOfSeal } from "./migrations/proofOfSeal.ts";
import { secretsAndGuesses } from "./migrations/secretsAndGuesses.ts";
import { recordFile } from "./migrations/recordFile.ts";
import { reopeningByAgreement } from "./migrations/reopeningByAgreement.ts";
import { settledByReason } from "./migrations/settledByReason.ts";
import { sealName } from "./migrations/sealName.ts";
import { roomSessions } from "./migrations/roomSessions.ts";
import { whoById } from "./migrations/whoById.ts";

/**
 * Each migration once, in the order of its name, at start. Never edit one that is out: add the
 * next, in a file of its own and under a name that sorts last, or a database that has run the
 * others does not open.
 */
export const migrations: Record<string, Migration> = {
  "2026-11-21-first": first,
  "2026-11-22-reopening-by-agreement": reopeningByAgreement,
  "2026-11-25-filed-bytes": filedBytes,
  "2026-11-25-gate-clause-wordings": clauseWordings,
  "2026-11-25-limits-secrets-and-guesses": secretsAndGuesses,
  "2026-11-25-papers-seal-name": sealName,
  "2026-11-25-proof-of-seal": proofOfSeal,
  "2026-11-25-store-draft-snapshot": draftSnapshot,
  "2026-11-25-store-key-fingerprint": keyFingerprint,
  "2026-11-25-who-by-id": whoById,
  "2026-11-25-who-checks-and-sessions": checksAndSessions,
  "2026-11-25-words-settled-by-reason": settledByReason,
  "2026-11-26-proof-record-file": recordFile,
  "2026-11-27-own-phone": ownPhone,
  "2026-11-27-the-filed-answers": filedAnswers,
  "2026-11-27-watched-rooms": openRooms,
  "2026-12-01-marks-of-cases": marksOfCases,
  "2026-12-01-room-sessions": roomSessions,
};
