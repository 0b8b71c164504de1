throw new Error('no weights file');
