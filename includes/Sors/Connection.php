<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sentence;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Client;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Scalars;

/**
 * The contract file, the address and the key of this site, each read when it is first needed.
 *
 * The constants SORS_CONTRACT_FILE and SORS_API_URL, where defined, win over the plugin's own file and its base URL.
 * Every method throws a ContractError when the contract file or the address cannot be used.
 */
final class Connection {

	/** Seconds that one request may take. A lease on the work that needs it has to last longer. */
	public const TIMEOUT_SECONDS = 20;

	/**
	 * Deliberately narrower than the rules for URLs: what parsers disagree about (logins, backslashes, other alphabets) has
	 * no place in the address of an API.
	 */
	private const ADDRESS = '#^(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?((?:/[A-Za-z0-9._~%-]+)*)/?$#D';

	private string $contractFile;
	private Transport $transport;
	private KeySource $keys;
	private int $timeoutSeconds;
	private string $baseUrl     = '';
	private ?Contract $contract = null;
	private ?Encoder $encoder   = null;
	private ?Decoder $decoder   = null;
	private ?Scalars $scalars   = null;

	/** @param string $contractFile Path of the plugin's own. */
	public function __construct( string $contractFile, Transport $transport, KeySource $keys, int $timeoutSeconds = self::TIMEOUT_SECONDS ) {
		$this->contractFile   = $contractFile;
		$this->transport      = $transport;
		$this->keys           = $keys;
		$this->timeoutSeconds = $timeoutSeconds;
	}

	/** The same connection, with another limit for each request. */
	public function withTimeout( int $timeoutSeconds ): self {
		$other                 = clone $this;
		$other->timeoutSeconds = $timeoutSeconds;
		return $other;
	}

	public function keys(): KeySource {
		return $this->keys;
	}

	/** Checks the address as well, so that a request can be sent to it. */
	public function contract(): Contract {
		if ( null === $this->contract ) {
			$contract       = Contract::load( $this->contractFile() );
			$this->baseUrl  = self::address( $contract );
			$this->contract = $contract;
		}
		return $this->contract;
	}

	/** Path of the contract file that holds for this site. */
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

	/** Without a key every call of the client throws AuthFailed "no_key". */
	public function client(): Client {
		return new Client( $this->contract(), $this->scalars(), $this->transport, $this->keys->key(), $this->baseUrl(), $this->timeoutSeconds );
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

	public function scalars(): Scalars {
		if ( null === $this->scalars ) {
			$this->scalars = new Scalars( $this->contract() );
		}
		return $this->scalars;
	}

	private static function address( Contract $contract ): string {
		$override = defined( 'SORS_API_URL' ) ? (string) constant( 'SORS_API_URL' ) : '';
		return '' !== $override ? self::checkedAddress( $override, true ) : self::checkedAddress( $contract->baseUrl, false );
	}

	/**
	 * The key goes to this address with every request, so a doubtful one is refused before anything is sent.
	 *
	 * @param bool $isFromSite Whether the site itself named it (SORS_API_URL): only then may a loopback address be plain http.
	 * @return string Without a slash at the end.
	 * @throws ContractError "wrong_address"
	 */
	public static function checkedAddress( string $url, bool $isFromSite ): string {
		if ( 1 !== preg_match( self::ADDRESS, trim( $url ), $part ) ) {
			self::wrongAddress( Sentence::__( 'it must be a plain web address such as https://api.example.rs', 'sors-api-for-woocommerce' ) )->throw();
		}
		if ( 'http' === $part[1] && ! ( $isFromSite && self::isLoopback( $part[2] ) ) ) {
			self::wrongAddress( Sentence::__( 'it begins with http://, so anyone along the way could read the API key; it must begin with https://', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $part[1] . '://' . $part[2] . $part[3] . $part[4];
	}

	private static function isLoopback( string $host ): bool {
		return 'localhost' === strtolower( $host ) || '[::1]' === $host || 1 === preg_match( '/^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/D', $host );
	}

	private static function wrongAddress( string $why ): ContractError {
		/* translators: %s: what is wrong with the address. */
		return new ContractError( Sentence::__( 'The address of the SORS server cannot be used: %s. Nothing was sent. It is set in the site’s configuration (SORS_API_URL, usually in wp-config.php) or in the contract file; please show this to the person who looks after the site.', 'sors-api-for-woocommerce', $why ), 'wrong_address' );
	}
}
