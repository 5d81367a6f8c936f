<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\BaseUrl;
use SorsApi\Sors\Http\Client;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\RequestBuilder;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Scalars;

/**
 * Makes an Api from the contract file, the address and the key that hold for this site.
 *
 * The constants SORS_CONTRACT_FILE and SORS_API_URL, where defined, win over the plugin's own file and its base URL.
 */
final class ApiFactory {

	/** Seconds that one request may take. A lease on work in hand has to last longer. */
	public const TIMEOUT_SECONDS = 20;

	private string $pluginFolder;
	private Transport $transport;
	private ?Contract $contract = null;

	public function __construct( string $pluginFolder, Transport $transport ) {
		$this->pluginFolder = $pluginFolder;
		$this->transport    = $transport;
	}

	/**
	 * @throws ContractError When the contract file or the address cannot be used.
	 */
	public function contract(): Contract {
		if ( null === $this->contract ) {
			$file           = defined( 'SORS_CONTRACT_FILE' ) ? (string) constant( 'SORS_CONTRACT_FILE' ) : '';
			$this->contract = Contract::load( '' !== $file ? $file : $this->pluginFolder . '/contract/sors-api.json' );
		}
		return $this->contract;
	}

	/**
	 * Without a key the Api still tells what SORS can do, but every request throws AuthFailed "no_key".
	 *
	 * @throws ContractError When the contract file or the address cannot be used.
	 */
	public function create( Key $key, int $timeoutSeconds = self::TIMEOUT_SECONDS ): Api {
		$contract = $this->contract();
		$override = defined( 'SORS_API_URL' ) ? (string) constant( 'SORS_API_URL' ) : '';
		$baseUrl  = '' !== $override ? BaseUrl::check( $override, true ) : BaseUrl::check( $contract->baseUrl, false );
		$scalars  = new Scalars( $contract );
		$encoder  = new Encoder( $contract, $scalars );
		$requests = new RequestBuilder( $contract, $encoder, $scalars, $key, $baseUrl, $timeoutSeconds );
		return new Api( $contract, new Client( $contract, $requests, $this->transport, $key ), new Decoder( $contract, $scalars ), $encoder, $baseUrl );
	}
}
