import { Modal } from '@mantine/core';
import type { StepUpAction } from '../../api/client.ts';

interface StepUpDialogProps {
  action: StepUpAction;
  onClose: (proved: boolean) => void;
}

/** Asks for a fresh proof before a change that an open browser alone must not make. */
export function StepUpDialog({ action, onClose }: StepUpDialogProps) {
  return (
    <Modal opened onClose={() => onClose(false)} title="Is it you?">
      {action}
    </Modal>
  );
}
