// The rules of a posting page as TikTok's Content Sharing Guidelines state them, over what has been chosen so far. Pure:
// nothing here knows of the page, nor in which order the choices were made, so no order can matter.

/**
 * What has been chosen so far.
 * @typedef {object} Choices
 * @property {string} caption
 * @property {string} privacyLevel Empty while none is chosen.
 * @property {boolean} allowComment
 * @property {boolean} allowDuet
 * @property {boolean} allowStitch
 * @property {boolean} disclose The switch: the video promotes something.
 * @property {boolean} yourBrand
 * @property {boolean} brandedContent
 * @property {boolean} aiGenerated
 * @property {number | null} coverMs
 */

/** What only the creator may see. */
const ONLY_ME = "SELF_ONLY";

/** Said where branded content and a private post meet, whichever came first (point 3b). */
const BRANDED_NOT_PRIVATE = "Branded content visibility cannot be set to private.";

/** Said while the switch is on and nothing is chosen under it (point 3a). */
const DISCLOSURE_MISSING = "You need to indicate if your content promotes yourself, a third party, or both.";

/**
 * What promotes what, as far as the switch lets it count: with the switch off nothing is disclosed.
 * @param {Choices} choices
 */
function disclosed({ disclose, yourBrand, brandedContent }) {
  return { yours: disclose && yourBrand, branded: disclose && brandedContent };
}

/**
 * Why "Branded content" cannot be chosen now; null where it can.
 * @param {Choices} choices
 * @returns {string | null}
 */
export function brandedContentBarred(choices) {
  return choices.privacyLevel === ONLY_ME ? `${BRANDED_NOT_PRIVATE} To disclose it, let others see the video first.` : null;
}

/**
 * Why a privacy level cannot be chosen now; null where it can.
 * @param {string} level
 * @param {Choices} choices
 * @returns {string | null}
 */
export function privacyLevelBarred(level, choices) {
  return level === ONLY_ME && disclosed(choices).branded ? BRANDED_NOT_PRIVATE : null;
}

/**
 * What TikTok will call the video; null where it discloses nothing.
 * @param {Choices} choices
 * @returns {string | null}
 */
export function brandingNotice(choices) {
  const { yours, branded } = disclosed(choices);
  if (branded) return "Your video will be labeled as “Paid partnership”.";
  return yours ? "Your video will be labeled as “Promotional content”." : null;
}

/**
 * Whether the declaration must name the Branded Content Policy beside the Music Usage Confirmation (point 4).
 * @param {Choices} choices
 */
export function declaresBrandedContent(choices) {
  return disclosed(choices).branded;
}

/**
 * Why the disclosure is not complete; null where it is.
 * @param {Choices} choices
 * @returns {string | null}
 */
export function disclosureMissing(choices) {
  const { yours, branded } = disclosed(choices);
  return choices.disclose && !yours && !branded ? DISCLOSURE_MISSING : null;
}

/**
 * Everything that keeps these choices from being published, each as a sentence that says what to do.
 * @param {Choices} choices
 * @param {number} captionUnitsMax
 * @returns {string[]}
 */
export function obstacles(choices, captionUnitsMax) {
  /** @type {(string | null)[]} */
  const all = [
    captionTooLong(choices.caption, captionUnitsMax),
    choices.privacyLevel === "" ? "Choose who can see the video." : privacyLevelBarred(choices.privacyLevel, choices),
    disclosureMissing(choices),
  ];
  return all.filter((obstacle) => obstacle !== null);
}

/**
 * @param {string} caption
 * @param {number} unitsMax In UTF-16 code units, which is how both TikTok and JavaScript count.
 * @returns {string | null}
 */
export function captionTooLong(caption, unitsMax) {
  const over = caption.length - unitsMax;
  return over > 0 ? `Shorten the caption by ${over}.` : null;
}

/**
 * The choices as the API takes them. They are sent only by a click on the button under the declaration, which is the
 * consent to it.
 * @param {Choices} choices
 * @param {string | null} publishAt In RFC 3339; null for now.
 */
export function options(choices, publishAt) {
  const { yours, branded } = disclosed(choices);
  return {
    caption: choices.caption,
    privacy_level: choices.privacyLevel,
    allow_comment: choices.allowComment,
    allow_duet: choices.allowDuet,
    allow_stitch: choices.allowStitch,
    your_brand: yours,
    branded_content: branded,
    ai_generated: choices.aiGenerated,
    ...(choices.coverMs === null ? {} : { cover_ms: choices.coverMs }),
    ...(publishAt === null ? {} : { publish_at: publishAt }),
    music_usage_confirmed: true,
  };
}
