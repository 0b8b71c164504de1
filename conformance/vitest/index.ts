export { type ConformanceOptions, conformance, type Subject } from './conformance.ts';
