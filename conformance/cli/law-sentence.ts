import type { LawId } from '../../spec/language/law.ts';
import { properties } from '../properties/index.ts';

/** A law in one sentence. */
export const lawSentence = (law: LawId): string => properties[law].sentence;
