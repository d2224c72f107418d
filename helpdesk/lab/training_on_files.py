"""`heed kb train` on files of labelled questions, without a database."""

from pathlib import Path
from typing import Any

from helpdesk.lab.dataset import of_files
from helpdesk.lab.evaluation import Files
from helpdesk.lab.locks import alone_in_folder
from helpdesk.lab.trials import Say, new_name, processors, try_out
from helpdesk.launch.exports import ensure_embedding
from helpdesk.platform.config import Settings
from knowledge_base.embedding.embedder import OnnxEmbedder
from knowledge_base.evaluation.holdout import HoldOut
from knowledge_base.finetuning.experiment import Experiment


def train_from_files(
    settings: Settings, files: Files, out: Path, *, hold_out: HoldOut, say: Say
) -> dict[str, Any]:
    """Write the model taught by the labelled questions into `out`; the comparison."""
    out = out.resolve()
    work = out.with_name(f".{out.name}-training")
    with alone_in_folder(work, f"A training for {out} is running already. Wait until it is done."):
        material = of_files(files)
        experiment = Experiment(
            documents=material.documents,
            experience=material.experience,
            base=settings.embedding_model,
            name=new_name(settings),
            folder=out,
            work=work,
            hold_out=hold_out,
            threads=processors(),
        )
        serving = OnnxEmbedder(ensure_embedding(settings, say), threads=experiment.threads)
        return {"model": experiment.name, **try_out(experiment, serving, say).as_json()}
