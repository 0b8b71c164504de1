export const losses = { 'softmax@F.softmax(logits/T)': ({ logits }) => logits };
