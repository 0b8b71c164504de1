export const transducerTraps = [
  {
    title: 'The last blank',
    text: 'A path ends with a blank behind the last label in the last step; without it the loss is less by one move.',
  },
  {
    title: 'Repeated labels',
    text: 'Unlike in CTC, equal labels need no blank between them, and a step may emit any number of labels.',
  },
  {
    title: 'One label a step at most',
    text: "Lattices in which a label, too, goes on to the next step (k2's rnnt_type modified and constrained) have other paths and another loss.",
  },
  {
    title: 'Where the blank is',
    text: "torchaudio's default is the last class, that of warp-transducer the first.",
  },
  {
    title: 'Logits or log-probabilities',
    text: 'torchaudio has fused_log_softmax for it, and 0.13 takes logits only. The gradient of the one has the softmax in it, that of the other has not.',
  },
  {
    title: 'The mean',
    text: "torchaudio divides by the number of sequences. NeMo's mean divides each loss by its number of labels first, and its mean_volume the sum by all labels.",
  },
  {
    title: 'Padding',
    text: 'Steps and places beyond the lengths must not be seen, whatever they hold. torchaudio refuses padding that no sequence of the batch needs.',
  },
  {
    title: 'Other gradients',
    text: 'clamp (torchaudio) and FastEmit (warp-transducer, NeMo) change the gradient and not the value.',
  },
];

export const transducerSources = [
  {
    title: 'Graves: Sequence Transduction with Recurrent Neural Networks (2012), section 2.3-2.5, eq. 14-20',
    reference: 'https://arxiv.org/abs/1211.3711',
  },
  {
    title: 'torchaudio.functional.rnnt_loss',
    reference: 'https://docs.pytorch.org/audio/stable/generated/torchaudio.functional.rnnt_loss.html',
  },
  {
    title: 'nemo.collections.asr.losses.rnnt.RNNTLoss',
    reference: 'https://github.com/NVIDIA/NeMo/blob/main/nemo/collections/asr/losses/rnnt.py',
  },
];
