/**
 * Loads what the check of an election says, in the page's language; apart from the words of the booth, which does not need these.
 */

import { learnFrom } from "./words.js";

await learnFrom("audit_words");
