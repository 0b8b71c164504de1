const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an element or an attribute; control characters, which HTML cannot hold, become U+FFFD. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => entities[c]!).replace(/[^\P{Cc}\t\n\r]/gu, '\u{fffd}');

/** A name as HTML that may be broken behind each underscore and slash. */
export const breakable = (name: string): string => escaped(name).replace(/[_/]/g, '$&<wbr>');
