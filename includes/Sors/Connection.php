<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\BaseUrl;
use SorsApi\Sors\Http\Client;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\RequestBuilder;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Scalars;

/**
 * The contract file, the address and the key that hold for this site, each read when it is first needed.
 *
 * The constants SORS_CONTRACT_FILE and SORS_API_URL, where defined, win over the plugin's own file and its base URL.
 * Every method throws a ContractError when the contract file or the address cannot be used.
 */
final class Connection {

	/** Seconds that one request may take. A lease on work in hand has to last longer. */
	public const TIMEOUT_SECONDS = 20;

	private string $contractFile;
	private Transport $transport;
	private KeySource $keys;
	private int $timeoutSeconds;
	private string $baseUrl     = '';
	private ?Contract $contract = null;
	private ?Encoder $encoder   = null;
	private ?Decoder $decoder   = null;
	private ?Scalars $scalars   = null;

	/** @param string $contractFile The plugin's own. */
	public function __construct( string $contractFile, Transport $transport, KeySource $keys, int $timeoutSeconds = self::TIMEOUT_SECONDS ) {
		$this->contractFile   = $contractFile;
		$this->transport      = $transport;
		$this->keys           = $keys;
		$this->timeoutSeconds = $timeoutSeconds;
	}

	/** The same connection, with another limit for each request. */
	public function within( int $timeoutSeconds ): self {
		$other                 = clone $this;
		$other->timeoutSeconds = $timeoutSeconds;
		return $other;
	}

	/** The same connection, by a contract that was read already. */
	public function by( Contract $contract ): self {
		$other           = new self( $this->contractFile, $this->transport, $this->keys, $this->timeoutSeconds );
		$other->baseUrl  = self::address( $contract );
		$other->contract = $contract;
		return $other;
	}

	public function keys(): KeySource {
		return $this->keys;
	}

	/** Checks the address, too: whoever has a contract can send a request. */
	public function contract(): Contract {
		if ( null === $this->contract ) {
			$contract       = Contract::load( $this->contractFile() );
			$this->baseUrl  = self::address( $contract );
			$this->contract = $contract;
		}
		return $this->contract;
	}

	/** The one that holds for this site. */
	public function contractFile(): string {
		return $this->isOverridden() ? (string) constant( 'SORS_CONTRACT_FILE' ) : $this->contractFile;
	}

	/** Whether the site names a contract file of its own. */
	public function isOverridden(): bool {
		return defined( 'SORS_CONTRACT_FILE' ) && '' !== (string) constant( 'SORS_CONTRACT_FILE' );
	}

	public function baseUrl(): string {
		$this->contract();
		return $this->baseUrl;
	}

	/** Without a key every request of the client throws AuthFailed "no_key". */
	public function client(): Client {
		$key      = $this->keys->key();
		$requests = new RequestBuilder( $this->contract(), $this->encoder(), $this->scalars(), $key, $this->baseUrl(), $this->timeoutSeconds );
		return new Client( $this->contract(), $requests, $this->transport, $key );
	}

	public function encoder(): Encoder {
		if ( null === $this->encoder ) {
			$this->encoder = new Encoder( $this->contract(), $this->scalars() );
		}
		return $this->encoder;
	}

	public function decoder(): Decoder {
		if ( null === $this->decoder ) {
			$this->decoder = new Decoder( $this->contract(), $this->scalars() );
		}
		return $this->decoder;
	}

	private function scalars(): Scalars {
		if ( null === $this->scalars ) {
			$this->scalars = new Scalars( $this->contract() );
		}
		return $this->scalars;
	}

	private static function address( Contract $contract ): string {
		$override = defined( 'SORS_API_URL' ) ? (string) constant( 'SORS_API_URL' ) : '';
		return '' !== $override ? BaseUrl::check( $override, true ) : BaseUrl::check( $contract->baseUrl, false );
	}
}
