/** What a form of a loss may be called: in test ids and patterns the other characters mean something. */
export const formName = /^[^/@,*?{}]+$/;

/** That in words, of a name that is another. */
export const formNameRule = 'the name of a form must not be empty, nor have any of / @ , * ? { }';
