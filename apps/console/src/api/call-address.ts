/** The address of a call that the typed client does not make: parts of its path and values of its query may hold anything. */
export function callAddress(path: readonly string[], query: object): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) values.set(name, String(value));
  return `/${path.map(encodeURIComponent).join('/')}?${values}`;
}
