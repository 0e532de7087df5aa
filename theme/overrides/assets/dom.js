// Makes elements, for the scripts that add something to a page.

/**
 * An element with properties or attributes, and children; a child that is false is left out.
 * @param {string} name @param {Record<string, any>} properties @param {...(Node | string | false | undefined)} children
 */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}
