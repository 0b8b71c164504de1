/**
 * The positions in torchvision's `vgg16().features` of the ReLUs that perceptual losses take, the last one before each
 * pooling. They count modules from 0: each convolution is followed by its ReLU, each block by a max-pool, so that one more
 * is the max-pool, of half the size. Source: torchvision/models/vgg.py, configuration D.
 */
export const vgg16ReluLayers = { relu1_2: 3, relu2_2: 8, relu3_3: 15, relu4_3: 22, relu5_3: 29 } as const;
