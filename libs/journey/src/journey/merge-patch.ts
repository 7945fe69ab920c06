import type { Context, ContextValue } from '../context';
import { isArray, isPlainObject, sameJson } from '../plain-json';

/** A change in terms of top-level properties. */
export interface ContextDifference {
  readonly set: Context;
  readonly unset: readonly string[];
}

/** JSON merge patch (RFC 7396): `null` removes, objects merge, everything else replaces. Neither input is changed. */
export function mergePatch(target: Context, patch: Context): Context {
  const merged: { [key: string]: ContextValue } = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeValue(Object.hasOwn(target, key) ? target[key] : undefined, value);
  }
  return merged;
}

function mergeValue(target: ContextValue | undefined, patch: ContextValue): ContextValue {
  if (!isObject(patch)) return patch;
  return mergePatch(target !== undefined && isObject(target) ? target : {}, patch);
}

function isObject(value: ContextValue): value is Context {
  return !isArray(value) && isPlainObject(value);
}

/** Which top-level properties have to be set and unset to get from one context to the other. */
export function difference(from: Context, to: Context): ContextDifference {
  const set: { [key: string]: ContextValue } = {};
  for (const [key, value] of Object.entries(to)) {
    if (!Object.hasOwn(from, key) || !sameJson(from[key], value)) set[key] = value;
  }
  return { set, unset: Object.keys(from).filter((key) => !Object.hasOwn(to, key)) };
}

export function isEmptyDifference(change: ContextDifference): boolean {
  return change.unset.length === 0 && Object.keys(change.set).length === 0;
}
