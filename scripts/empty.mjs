// Stands in for Ink's developer tools, which the released program never opens.
export default {};
