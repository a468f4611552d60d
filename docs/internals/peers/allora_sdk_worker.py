"""The official Python worker in the harness of `dromedary simulate`, with its own defaults.

    pip install allora-sdk==1.3.0
    dromedary simulate RT-0 --epochs 20 --worker "python docs/internals/peers/allora_sdk_worker.py"
"""

import asyncio
import json
import os
import urllib.request

from allora_sdk.rpc_client.config import AlloraNetworkConfig, AlloraWalletConfig
from allora_sdk.worker import AlloraWorker

TOPIC = int(os.environ["WORKER_TOPIC"])


def predict(context):
    url = f"{os.environ['WORKER_MODEL']}/{TOPIC}/{context.nonce}"
    with urllib.request.urlopen(url, timeout=10) as reply:
        return json.load(reply)["value"]


async def main():
    network = AlloraNetworkConfig(
        chain_id=os.environ["WORKER_CHAIN_ID"],
        url="grpc+" + os.environ["WORKER_GRPC"],
        websocket_url=os.environ["WORKER_WEBSOCKET"],
        faucet_url=os.environ["WORKER_FAUCET"],
    )
    worker = AlloraWorker.inferer(
        run=predict,
        wallet=AlloraWalletConfig(mnemonic_file=os.environ["WORKER_MNEMONIC_FILE"]),
        network=network,
        topic_id=TOPIC,
    )
    async for result in worker.run():
        print("result", result, flush=True)


asyncio.run(main())
